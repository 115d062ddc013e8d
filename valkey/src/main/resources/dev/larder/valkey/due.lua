-- Returns some entries that have expired, and the milliseconds until the next one expires, or -1.
-- KEYS: the deadlines. ARGV: the most entries.
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
local later = redis.call(
  'ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
return {due, later[2] and (tonumber(later[2]) - tonumber(now)) or -1}

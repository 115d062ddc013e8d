-- Returns some entries that have expired, and the milliseconds until the next one expires, or -1.
-- Forgets those that are gone for good.
-- KEYS: the deadlines. ARGV: the most entries; for how many milliseconds an expired entry is kept.
local time = redis.call('TIME')
local millis = time[1] * 1000 + math.floor(time[2] / 1000)
local now = string.format('%.0f', millis)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('(%.0f', millis - ARGV[2]))
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, ARGV[1])
local later = redis.call(
  'ZRANGEBYSCORE', KEYS[1], '(' .. now, '+inf', 'WITHSCORES', 'LIMIT', 0, 1)
return {due, later[2] and (tonumber(later[2]) - millis) or -1}

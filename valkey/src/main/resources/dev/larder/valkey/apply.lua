-- Runs an operation on an entry in one step.
--
-- KEYS  1 the entry   if the cache has events: 2 the deadlines   3 the sequence
--       the last one: the lock of the entry, unless locks are ignored
-- ARGV  1 the version that the caller has read; '' if it has found no entry; '*' for any
--       2 the token of the caller's lock, '' if it has none; '*' to ignore locks
--       3 the action on an absent entry   4 its time to live
--       5 the action on a live entry      6 its time to live
--       7 the new value with its trailer
--       8 'v' if the caller wants the value before
--       9 for how many milliseconds an expired entry is kept
--      10 the channel for events, or ''  11 the name of the store
--
-- An action is 'n' nothing, 't' touch, 'w' write, 'd' delete, or 'l' to leave even an expired entry.
-- A time to live is in milliseconds, or 'keep', or 'never'; 0 expires the entry at once.
--
-- Returns {0, value} if the version or the lock is another's, with the present value. Otherwise
-- {1, state, stored, value}: state 0 absent, 1 live, 2 expired; the value before if it is wanted,
-- or expired; and for 0 and 1 whether the new value is stored. A key of another type than a string
-- has the value '?'.
local entry = KEYS[1]
local lock = ARGV[2] ~= '*' and KEYS[#KEYS]
local hasEvents = #KEYS - (lock and 1 or 0) == 3
local grace = tonumber(ARGV[9])

-- Returns the reply to a command, or '?' for a key of another type.
local function orOther(...)
  local reply = redis.pcall(...)
  if type(reply) == 'table' then
    if not string.find(reply.err, 'WRONGTYPE', 1, true) then
      redis.call(...) -- fails again, which ends the script
    end
    return '?'
  end
  return reply
end

local function value()
  return orOther('GET', entry)
end

local trailer = orOther('GETRANGE', entry, -14, -1)
local state = 0
if trailer ~= '' or redis.call('EXISTS', entry) == 1 then
  state = 1
  if grace > 0 then
    local left = redis.call('PTTL', entry)
    if left >= 0 and left <= grace then
      state = 2
    end
  end
end

if ARGV[1] ~= '*' then
  local holder = lock and redis.call('GET', lock)
  if string.sub(trailer, 1, 12) ~= ARGV[1] or (holder and holder ~= ARGV[2]) then
    return {0, value()}
  end
end

local action = ARGV[3]
local ttl = ARGV[4]
if state == 1 then
  action = ARGV[5]
  ttl = ARGV[6]
end

local before = false
if state == 2 or (state == 1 and (ARGV[8] == 'v' or ARGV[10] ~= '')) then
  before = value()
end

-- Comes before the change of the entry, because a failure must not leave the change behind.
local function schedule()
  if hasEvents and grace > 0 then
    if ttl == 'never' then
      redis.call('ZREM', KEYS[2], entry)
    else
      local now = redis.call('TIME')
      local due = now[1] * 1000 + math.floor(now[2] / 1000) + tonumber(ttl)
      redis.call('ZADD', KEYS[2], string.format('%.0f', due), entry)
    end
  end
end

local stored = 0
if action == 'w' and ttl ~= '0' then
  stored = 1
  if ttl == 'keep' and state == 1 then
    redis.call('SET', entry, ARGV[7], 'KEEPTTL')
  else
    if ttl == 'keep' then
      ttl = 'never'
    end
    schedule()
    if ttl == 'never' then
      redis.call('SET', entry, ARGV[7])
    else
      redis.call('SET', entry, ARGV[7], 'PX', string.format('%.0f', tonumber(ttl) + grace))
    end
  end
elseif action == 't' and state == 1 and (ttl ~= '0' or grace > 0) then
  if ttl ~= 'keep' then
    schedule()
  end
  if ttl == 'never' then
    redis.call('PERSIST', entry)
  elseif ttl ~= 'keep' then
    redis.call('PEXPIRE', entry, string.format('%.0f', tonumber(ttl) + grace))
  end
elseif action ~= 'l' and (state ~= 1 or action ~= 'n') then
  if hasEvents then
    redis.call('ZREM', KEYS[2], entry)
  end
  if state ~= 0 then
    redis.call('UNLINK', entry)
  end
end

local isChange = stored == 1 or state == 2 or (state == 1 and (action == 'd' or action == 'w'))
if ARGV[10] ~= '' and action ~= 'l' and isChange then
  -- A failure here does not undo the change, so it must not be reported as one. The gap in the
  -- numbers tells of the lost event.
  local number = redis.pcall('INCR', KEYS[3])
  if type(number) == 'number' then
    local parts = {ARGV[11], string.format('%.0f', number), KEYS[3], entry,
      action .. state .. stored, before or '', (action == 'w') and ARGV[7] or ''}
    local message = {}
    for i, part in ipairs(parts) do
      message[i] = struct.pack('>I4', #part) .. part
    end
    redis.pcall('PUBLISH', ARGV[10], table.concat(message))
  end
end

return {1, state, stored, before}

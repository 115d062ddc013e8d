-- Deletes a lock, or gives it more time, if it is the caller's. KEYS: lock. ARGV: token, the
-- milliseconds, 0 to delete it.
if redis.call('GET', KEYS[1]) == ARGV[1] then
  if ARGV[2] == '0' then
    return redis.call('UNLINK', KEYS[1])
  end
  return redis.call('PEXPIRE', KEYS[1], ARGV[2])
end
return 0

import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { HostSlots } from '../inspect/shared-slots.ts';
import { unlessAborted } from '../inspect/unless-aborted.ts';
import type { Clock } from '../world.ts';

/** A slot whose holder has not been heard of for so long is free: it died. */
const expiresMs = 10_000;
const renewEveryMs = 3000;
/** How often a full host is asked about again. */
const pollMs = 50;

/**
 * Takes a slot: 0, or the milliseconds to wait. Slots are members of a sorted set, with the moment at which each is given up for
 * lost; Redis keeps the time, as workers' clocks differ.
 */
const take = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return ${pollMs} end
local next = tonumber(redis.call('GET', KEYS[2]) or '0')
if next > now then return next - now end
redis.call('ZADD', KEYS[1], now + ${expiresMs}, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${expiresMs})
if tonumber(ARGV[3]) > 0 then redis.call('SET', KEYS[2], now + ARGV[3], 'PX', ARGV[3]) end
return 0`;

const renew = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZADD', KEYS[1], 'XX', now + ${expiresMs}, ARGV[1])
redis.call('PEXPIRE', KEYS[1], ${expiresMs})`;

/** The slots of hosts as all workers on one Redis count them, of whatever run and version. */
export function createHostSlots(redis: Redis, clock: Clock, over: AbortSignal): HostSlots {
  const held = new Map<string, string>();
  void renewing();
  return {
    async take(host, { limit, intervalMs }, signal) {
      const key = `audit-links:slots:${host}`;
      const holder = randomUUID();
      const leave = (): void => {
        held.delete(holder);
        redis.zrem(key, holder).catch(() => {});
      };
      try {
        while (true) {
          signal.throwIfAborted();
          const asked = redis.eval(take, 2, key, `${key}:next`, holder, limit, intervalMs);
          const waitMs = Number(await unlessAborted(asked, signal));
          if (waitMs === 0) break;
          await clock.sleep(waitMs, signal);
        }
      } catch (error) {
        // It may have been given to us just now.
        leave();
        throw error;
      }
      held.set(holder, key);
      return leave;
    },
  };

  async function renewing(): Promise<void> {
    while (!over.aborted) {
      await clock.sleep(renewEveryMs, over).catch(() => {});
      for (const [holder, key] of held) redis.eval(renew, 1, key, holder).catch(() => {});
    }
  }
}

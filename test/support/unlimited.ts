import type { RateLimiter } from '../../server/platform/ratelimit/index.ts'

/** Lets everything go at once: the pace is the limiter's own business, with tests of its own. */
export const UNLIMITED: RateLimiter = {
  acquire: async () => ({ outcome: 'go', answered: () => {} }),
  refused: async () => {},
  succeeded: async () => {},
  state: () => Promise.reject(new Error('nobody asks for it')),
  load: () => ({ waiting: 0, slots: 0, blocked: 0 }),
}

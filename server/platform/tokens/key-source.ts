import { createPublicKey, type KeyObject } from 'node:crypto'
import { AppError, messageOf } from '../../shared/errors.ts'
import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import { readKeySet } from './read-key-set.ts'

/** Where the platform's public keys come from. A token never says which: every key is tried. */
export interface KeySource {
  current(): Promise<readonly KeyObject[]>
  /** For a token that fits none of the current keys: the set after a fetch, or undefined if there is nothing newer to be had. */
  newer(): Promise<readonly KeyObject[] | undefined>
}

interface RemoteKeyDeps {
  readonly fetchJson: (url: string) => Promise<unknown>
  readonly clock: Clock
  readonly log: Log
}

const FRESH_MS = 10 * 60_000
const COOLDOWN_MS = 30_000

export function pinnedKeySource(pem: string): KeySource {
  const keys = [createPublicKey(pem)]
  return { current: async () => keys, newer: async () => undefined }
}

/** One fetch at a time, at most one per cooldown, and the old set stays when a fetch fails. */
export function remoteKeySource(deps: RemoteKeyDeps, url: string): KeySource {
  let keys: readonly KeyObject[] = []
  let fetchedAtMs = -Infinity
  let triedAtMs = -Infinity
  let underWay: Promise<void> | undefined

  async function fetchKeys(): Promise<void> {
    triedAtMs = deps.clock.monotonicMs()
    try {
      keys = readKeySet(await deps.fetchJson(url))
      fetchedAtMs = triedAtMs
    } catch (error) {
      deps.log.warn({ reason: messageOf(error), keptKeys: keys.length }, 'fetching the platform keys failed')
    }
  }

  async function refresh(): Promise<void> {
    if (!underWay && deps.clock.monotonicMs() - triedAtMs < COOLDOWN_MS) return
    underWay ??= fetchKeys().finally(() => {
      underWay = undefined
    })
    await underWay
  }

  return {
    current: async () => {
      if (deps.clock.monotonicMs() - fetchedAtMs >= FRESH_MS) await refresh()
      if (keys.length > 0) return keys
      throw new AppError('NOT_READY', 'The keys that prove tokens could not be fetched yet; try again.', {
        retryAfterSeconds: COOLDOWN_MS / 1000,
      })
    },
    newer: async () => {
      const before = keys
      await refresh()
      return keys === before ? undefined : keys
    },
  }
}

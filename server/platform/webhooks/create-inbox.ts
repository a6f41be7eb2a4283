import { growYoungInBurst } from '../../shared/small-heap.ts'
import { GroupCommit } from '../../storage/group-commit.ts'
import type { Inbox, WebhookOptions } from './deps.ts'
import type { NewDelivery, Receipt } from './new-delivery.ts'
import { keyOf, storeDeliveries, type StoreDeps } from './store-deliveries.ts'

const MAX_BATCH = 256
// So many come together only where they come as fast as they are stored.
const BURST = 8
const MAX_BATCH_BYTES = 4 * 1024 * 1024
const MAX_WAITING_BYTES = 64 * 1024 * 1024

/** The way of deliveries into the database: one queue for each workspace, what waits is stored together. */
export function createInbox(
  deps: StoreDeps,
  options: Pick<WebhookOptions, 'transactionsInFlight' | 'maxWaiting'>,
): Inbox {
  return new GroupCommit<NewDelivery, Receipt>({
    commit: (workspaceId, deliveries) => {
      if (deliveries.length >= BURST) growYoungInBurst()
      return storeDeliveries(deps, { workspaceId }, deliveries)
    },
    keyOf,
    bytesOf: ({ body }) => body.length,
    inFlight: options.transactionsInFlight,
    maxBatch: MAX_BATCH,
    maxBatchBytes: MAX_BATCH_BYTES,
    maxWaiting: options.maxWaiting,
    maxWaitingBytes: MAX_WAITING_BYTES,
  })
}

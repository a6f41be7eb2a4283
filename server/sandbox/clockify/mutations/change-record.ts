import { recordChange } from '../state/state.ts'
import { nowMs, type World } from '../world.ts'

/** Takes over what the patch names; undefined leaves a field as it is. */
export function assignDefined<Item extends object>(item: Item, patch: Partial<Item>): void {
  for (const [name, value] of Object.entries(patch)) {
    if (value !== undefined) Object.assign(item, { [name]: value })
  }
}

export function noteUpdate(world: World, type: string, record: { readonly id: string }): void {
  recordChange(world.state, {
    kind: 'updated',
    type,
    id: record.id,
    atMs: nowMs(world),
    document: { ...record },
  })
}

export function noteDeletion(world: World, type: string, record: { readonly id: string }): void {
  recordChange(world.state, {
    kind: 'deleted',
    type,
    id: record.id,
    atMs: nowMs(world),
    document: { ...record },
  })
}

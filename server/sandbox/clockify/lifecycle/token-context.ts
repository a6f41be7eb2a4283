import type { Identity, TokenContext } from '../tokens/claims.ts'
import { nowMs, type World } from '../world.ts'

export function tokenContext(
  world: World,
  who: { readonly addonKey: string; readonly addonId: string },
): TokenContext {
  const identity: Identity = { ...who, workspaceId: world.state.workspaceId }
  return { identity, hosts: world.hosts, quirks: world.quirks, nowMs: nowMs(world) }
}

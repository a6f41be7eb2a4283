export type Role = 'reader' | 'member' | 'admin'

/** Who acts. `role` exists for actors that come through the API; the others are the system itself. */
type Actor =
  | { readonly type: 'user'; readonly id: string; readonly role: Role }
  | { readonly type: 'api-key'; readonly id: string; readonly role: Role }
  | { readonly type: 'lifecycle'; readonly id: string }
  | { readonly type: 'webhook'; readonly id: string }
  | { readonly type: 'system'; readonly id: string }

/** Whose data, on whose behalf. Every verb and every store function takes one. */
export interface WorkspaceScope {
  readonly workspaceId: string
  readonly actor: Actor
}

export function systemScope(workspaceId: string, id: string): WorkspaceScope {
  return { workspaceId, actor: { type: 'system', id } }
}

import { newSecret } from '../../shared/ids.ts'

export interface PresentedKey {
  readonly workspaceId: string
}

const PREFIX = 'swy_'
// The secret has a fixed length, so that the workspace id may hold underscores.
const API_KEY = /^swy_([A-Za-z0-9_-]{1,64})_[A-Za-z0-9_-]{43}$/

/** `swy_<workspaceId>_<secret>`: the id inside lets the look-up stay inside its workspace. */
export function newApiKey(workspaceId: string): string {
  return `${PREFIX}${workspaceId}_${newSecret(32)}`
}

export function looksLikeApiKey(text: string): boolean {
  return text.startsWith(PREFIX)
}

export function readApiKey(text: string): PresentedKey | undefined {
  const workspaceId = API_KEY.exec(text)?.[1]
  return workspaceId === undefined ? undefined : { workspaceId }
}

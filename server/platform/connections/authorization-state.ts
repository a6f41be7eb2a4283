import { newSecret } from '../../shared/ids.ts'

const STATE = /^([\w-]{1,64})\.[\w-]{43}$/

/** Names the workspace, so that it is looked up there; the secret behind the dot is what counts. */
export function newState(workspaceId: string): string {
  return `${workspaceId}.${newSecret(32)}`
}

export function workspaceOfState(state: string): string | undefined {
  return STATE.exec(state)?.[1]
}

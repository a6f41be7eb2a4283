import { newId } from '../../shared/ids.ts'

const HOOK_ID = /^([\w-]{1,128})-([0-9a-z]{26})$/

/** Names its workspace, so that a delivery finds its hook without looking into others'. */
export function newHookId(workspaceId: string): string {
  return `${workspaceId}-${newId()}`
}

/** Undefined for what no hook can be called. */
export function workspaceOfHook(hookId: string): string | undefined {
  return HOOK_ID.exec(hookId)?.[1]
}

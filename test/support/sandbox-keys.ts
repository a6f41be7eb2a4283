import { generateSandboxKeys, type SandboxKeys } from '../../server/sandbox/clockify/index.ts'

let made: Promise<SandboxKeys> | undefined

/** One pair for all sandboxes of this process: making one may take a second. */
export function sandboxKeys(): Promise<SandboxKeys> {
  return (made ??= generateSandboxKeys())
}

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '../../server/shared/project-root.ts'
import { lockDirectory } from '../../server/storage/embedded/directory-lock.ts'

export const mainFile = join(projectRoot, 'dist/server/main.js')

const BUILD_WITHIN_MS = 60_000

/** Builds dist/ if it is missing or older than server/, client/ or ui/; callers side by side take turns. */
export async function ensureBuilt(): Promise<void> {
  if (isFresh()) return
  const unlock = await lockBuild()
  try {
    if (isFresh()) return
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: projectRoot, stdio: 'pipe' })
  } finally {
    unlock()
  }
}

async function lockBuild(): Promise<() => void> {
  const folder = join(projectRoot, 'node_modules/.cache/switchyard')
  mkdirSync(folder, { recursive: true })
  const giveUpAt = Date.now() + BUILD_WITHIN_MS
  for (;;)
    try {
      return lockDirectory(join(folder, 'build.lock'), process.pid)
    } catch (error) {
      if (Date.now() > giveUpAt) throw error
      await sleep(100)
    }
}

function isFresh(): boolean {
  return (
    isNewerThan(mainFile, join(projectRoot, 'server')) &&
    isNewerThan(mainFile, join(projectRoot, 'client')) &&
    isNewerThan(join(projectRoot, 'dist/ui/index.html'), join(projectRoot, 'ui'))
  )
}

function isNewerThan(built: string, folder: string): boolean {
  if (!existsSync(built)) return false
  const builtMs = statSync(built).mtimeMs
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs <= builtMs)
}

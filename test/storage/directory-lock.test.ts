import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { StartError } from '../../server/shared/errors.ts'
import { lockDirectory } from '../../server/storage/embedded/directory-lock.ts'

const lockFile = (): string => join(mkdtempSync(join(tmpdir(), 'switchyard-lock-')), 'database.lock')

describe('lockDirectory', () => {
  it('refuses a directory that a living process holds and names it', () => {
    const file = lockFile()
    lockDirectory(file, process.pid)

    expect(() => lockDirectory(file, process.pid)).toThrow(StartError)
    expect(() => lockDirectory(file, process.pid)).toThrow(`in use by process ${process.pid}`)
  })

  it('is free again after the release', () => {
    const file = lockFile()
    lockDirectory(file, process.pid)()

    expect(existsSync(file)).toBe(false)
    expect(lockDirectory(file, process.pid)).toBeTypeOf('function')
  })

  it('takes over the lock of a process that was killed', async () => {
    const file = lockFile()
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    await once(child, 'spawn')
    lockDirectory(file, child.pid ?? 0)
    child.kill('SIGKILL')
    await once(child, 'exit')

    lockDirectory(file, process.pid)

    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
  })

  it('takes over a lock whose process number belongs to another process by now', () => {
    const file = lockFile()
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: '1' }))

    expect(lockDirectory(file, process.pid)).toBeTypeOf('function')
  })

  it('takes over a file that is no lock', () => {
    const file = lockFile()
    writeFileSync(file, 'half a lo')

    expect(lockDirectory(file, process.pid)).toBeTypeOf('function')
  })
})

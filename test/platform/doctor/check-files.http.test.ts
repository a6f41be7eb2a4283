import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  checkDataDir,
  checkEnvFile,
  checkRuntime,
  spaceFinding,
} from '../../../server/platform/doctor/check-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'switchyard-doctor-'))
afterAll(() => rmSync(folder, { recursive: true }))

const statusOf = (findings: readonly { check: string; status: string }[], check: string) =>
  findings.find((finding) => finding.check === check)?.status

function anEnvFile(name: string, mode: number): { path: string; unreadable: undefined } {
  const path = join(folder, name)
  writeFileSync(path, 'PORT=8080\nBASEURL=https://example.com\n')
  chmodSync(path, mode)
  return { path, unreadable: undefined }
}

describe('the doctor on .env', () => {
  it('warns where others may read it, and names what nobody reads', () => {
    const open = checkEnvFile({ envFile: anEnvFile('open.env', 0o644), knownVariables: ['PORT'] })
    const closed = checkEnvFile({
      envFile: anEnvFile('closed.env', 0o600),
      knownVariables: ['PORT', 'BASEURL'],
    })

    expect(open).toMatchObject([
      { status: 'warning', mend: expect.stringContaining('chmod 600') },
      { check: 'env-names', status: 'warning', detail: expect.stringContaining('BASEURL') },
    ])
    expect(closed).toMatchObject([{ status: 'ok' }])
  })

  it('takes one that cannot be read for a problem', () => {
    const envFile = { path: '.env', unreadable: 'EACCES' }

    expect(checkEnvFile({ envFile, knownVariables: [] })).toMatchObject([{ status: 'problem' }])
  })
})

describe('the doctor on the data directory', () => {
  it('warns where others may look into it or read the key', () => {
    const dataDir = join(folder, 'data')
    mkdirSync(dataDir, { mode: 0o755 })
    writeFileSync(join(dataDir, 'encryption.key'), 'x', { mode: 0o640 })
    const before = checkDataDir(dataDir)
    chmodSync(dataDir, 0o700)
    chmodSync(join(dataDir, 'encryption.key'), 0o600)
    const after = checkDataDir(dataDir)

    expect([statusOf(before, 'data-dir'), statusOf(before, 'key-file')]).toEqual(['warning', 'warning'])
    expect([statusOf(after, 'data-dir'), statusOf(after, 'key-file')]).toEqual(['ok', 'ok'])
  })

  it('takes a file in its place for a problem, and makes none where there is none', () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')

    expect(statusOf(checkDataDir(file), 'data-dir')).toBe('problem')
    expect(checkDataDir(join(folder, 'not-yet'))).toMatchObject([{ status: 'ok' }])
  })

  it('warns of a disk that fills up before it is full', () => {
    expect(spaceFinding('data', 5_000).status).toBe('ok')
    expect(spaceFinding('data', 800).status).toBe('warning')
    expect(spaceFinding('data', 50).status).toBe('problem')
  })
})

describe('the doctor on Node', () => {
  it.each([
    ['v20.20.2', 'ok'],
    ['v24.0.0', 'ok'],
    ['v20.9.0', 'problem'],
    ['v18.20.0', 'problem'],
  ])('%s: %s', (version, status) => {
    expect(checkRuntime(version)).toMatchObject([{ status }])
  })
})

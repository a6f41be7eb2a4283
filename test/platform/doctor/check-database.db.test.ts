import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Finding } from '../../../server/platform/doctor/index.ts'
import {
  aDataDir,
  databaseKinds,
  dropUsedDataDir,
  makeUsedDataDir,
  newKey,
  WORKSPACE,
  type PatientDatabase,
} from './a-database.ts'
import { doctorOf, said } from './doctor-of.ts'

const made: PatientDatabase[] = []
afterEach(async () => {
  for (const database of made.splice(0)) await database.drop()
})
beforeAll(makeUsedDataDir)
afterAll(dropUsedDataDir)

// Neither a server of ours runs here, nor is the one of the tests ours to set up.
const OUTSIDE = new Set(['server', 'base-url', 'vacuum'])
const problemsOf = (findings: readonly Finding[]): string[] =>
  findings
    .filter(({ status, check }) => status !== 'ok' && !OUTSIDE.has(check))
    .map(({ status, check }) => `${status} ${check}`)

describe.each(databaseKinds)('the doctor on $name', { timeout: 60_000 }, ({ make }) => {
  const aPatient = async (): Promise<PatientDatabase> => {
    const database = await make()
    made.push(database)
    return database
  }
  const afterChange = async (statements: string): Promise<readonly Finding[]> => {
    const database = await aPatient()
    await database.change(statements)
    return doctorOf(database.env)
  }

  it('finds nothing wrong after a server has used it', async () => {
    const findings = await doctorOf((await aPatient()).env)

    expect(problemsOf(findings)).toEqual([])
    const looked = ['database', 'durability', 'clock', 'migrations', 'roles', 'session']
    for (const check of [...looked, 'row-level-security', 'jobs', 'encryption-key'])
      expect(said(findings, check), check).toEqual([expect.stringMatching(/^ok: /)])
    expect(said(findings, 'encryption-key')).toEqual(['ok: Opens the secrets of all 1 workspaces.'])
  })

  it('sees every table whose rows are not kept apart, each by its own fault', async () => {
    const findings = await afterChange(`
      alter table records disable row level security;
      alter table api_calls no force row level security;
      drop policy workspace on saved_calls;
      create table notes (workspace_id text);
      create policy everybody on workspaces to switchyard_app using (true)`)

    expect(said(findings, 'row-level-security')).toEqual([
      'problem: On table api_calls it is not forced.',
      'problem: On table notes it is not enabled, not forced, without a policy.',
      'problem: On table records it is not enabled.',
      'problem: On table saved_calls it is without a policy.',
      'problem: Rows of table workspaces can be read without their workspace.',
    ])
  })

  it('sees a key that does not fit, and leaves the database as it was', async () => {
    const { env, read } = await aPatient()

    const findings = await doctorOf({ ...env, ENCRYPTION_KEY: newKey() })

    expect(said(findings, 'encryption-key')).toEqual([expect.stringMatching(/^problem: .*does not fit/)])
    expect(problemsOf(await doctorOf(env))).toEqual([])
    expect(await read('select count(*)::int as count from platform_facts')).toEqual([{ count: 1 }])
  })

  it('names the workspace whose key cannot be opened', async () => {
    const findings = await afterChange(
      `update workspace_keys set wrapped_key = overlay(wrapped_key placing '\\x00000000' from 30)`,
    )

    expect(said(findings, 'encryption-key')).toEqual([
      expect.stringMatching(new RegExp(`^problem: .*0 of 1 .*${WORKSPACE}`)),
    ])
  })

  it('says which migrations are missing, and applies none', async () => {
    const { env, change, read } = await aPatient()
    await change('delete from schema_migrations where version = 7')

    const findings = await doctorOf(env)

    expect(said(findings, 'migrations')).toEqual([expect.stringMatching(/^warning: .*0007_/)])
    expect(await read('select count(*)::int as count from schema_migrations where version = 7')).toEqual([
      { count: 0 },
    ])
  })

  it.each([
    ['changed', `update schema_migrations set checksum = 'x' where version = 2`, /0002_.* differs/],
    ['newer', `insert into schema_migrations values (9999, '9999_later.sql', 'x')`, /9999 of a newer/],
  ])('takes a %s migration for a problem', async (_what, statement, words) => {
    const findings = await afterChange(statement)

    expect(said(findings, 'migrations')).toEqual([expect.stringMatching(words)])
    expect(findings.find(({ check }) => check === 'migrations')).toMatchObject({
      status: 'problem',
      mend: expect.stringMatching(/.{10,}/),
    })
  })

  it('takes a database without anything of ours for new, and makes nothing in it', async () => {
    const { env, change, read } = await aPatient()
    await change('drop schema public cascade; create schema public')

    const findings = await doctorOf(env)

    expect(said(findings, 'migrations')).toEqual([expect.stringMatching(/^warning: .*empty/)])
    expect(problemsOf(findings)).toEqual(['warning migrations'])
    expect(await read(`select to_regclass('schema_migrations') as found`)).toEqual([{ found: null }])
  })

  it('sees jobs that nobody works off', async () => {
    const findings = await afterChange(`
      insert into jobs (id, name, payload, max_attempts, run_at, created_at)
      values ('j', 'gone.job', '{}', 1, now() - interval '1 hour', now())`)

    expect(said(findings, 'jobs')).toEqual([expect.stringMatching(/^warning: 1 jobs are due.* 60 min/)])
  })

  it('sees a clock that is off, before and when tokens are refused', async () => {
    const { env } = await aPatient()
    const clockOff = (offMs: number) => ({
      now: () => new Date(Date.now() + offMs),
      monotonicMs: () => performance.now(),
    })

    const ahead = await doctorOf(env, { clock: clockOff(5_000) })
    const behind = await doctorOf(env, { clock: clockOff(-90_000) })

    expect(said(ahead, 'clock')).toEqual([expect.stringMatching(/^warning: .* ahead of/)])
    expect(said(behind, 'clock')).toEqual([expect.stringMatching(/^problem: .* 90 s behind .*refused/)])
  })
})

describe('the doctor on a data directory', { timeout: 60_000 }, () => {
  it('sees that the key file is missing, and makes none', async () => {
    const database = await aDataDir()
    made.push(database)
    rmSync(join(database.env['DATA_DIR']!, 'encryption.key'))

    const first = await doctorOf(database.env)
    const second = await doctorOf(database.env)

    for (const findings of [first, second])
      expect(said(findings, 'encryption-key')).toEqual([expect.stringMatching(/^problem: .*is missing/)])
  })

  it.each([
    ['a role is missing', 'drop owned by switchyard_system; drop role switchyard_system', /does not exist/],
    ['a role passes over policies', 'alter role switchyard_app bypassrls', /passes over row-level security/],
  ])('sees that %s', async (_what, statements, words) => {
    const database = await aDataDir()
    made.push(database)
    await database.change(statements)

    const findings = await doctorOf(database.env)

    expect(said(findings, 'roles')).toEqual([expect.stringMatching(words)])
    expect(findings.find(({ check }) => check === 'roles')?.status).toBe('problem')
  })

  it('says that a database cannot be opened, and goes on with the rest', async () => {
    const database = await aDataDir()
    made.push(database)
    rmSync(join(database.env['DATA_DIR']!, 'database/base'), { recursive: true })

    const findings = await doctorOf(database.env)

    expect(said(findings, 'database')).toEqual([expect.stringMatching(/^problem: .*could not be opened/)])
    expect(said(findings, 'clockify-key')).toHaveLength(1)
  })
})

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { StartError } from '../../server/shared/errors.ts'
import { inWorkspace } from '../../server/storage/db.ts'
import { FRESH_DATABASE } from '../../server/storage/embedded/make-database.ts'
import { openEmbeddedDatabase } from '../../server/storage/embedded/open-embedded.ts'
import { readMigrations } from '../../server/storage/migrations.ts'
import { aWorkspace } from '../support/a-workspace.ts'
import { silentLog } from '../support/silent-log.ts'
import { openTestDatabase } from '../support/test-db.ts'

const open = async (dataDir: string | undefined, vacuumEveryMs = 60_000) =>
  openEmbeddedDatabase({
    dataDir,
    pid: process.pid,
    migrations: await readMigrations(),
    log: silentLog,
    vacuumEveryMs,
  })

/** Each initdb gives its database another number. */
const systemOf = (directory: string): Buffer =>
  readFileSync(join(directory, 'global/pg_control')).subarray(0, 8)

describe('openEmbeddedDatabase', () => {
  it('keeps what was stored and refuses a second opening meanwhile', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-data-'))
    const first = await open(dataDir)
    const scope = await aWorkspace(first.db)
    await expect(open(dataDir)).rejects.toThrow('is in use by process')
    await first.close()

    const second = await open(dataDir)
    const rows = await inWorkspace(second.db, scope, (tx) =>
      tx.selectFrom('workspaces').select('name').execute(),
    )
    await second.close()

    expect(rows).toEqual([{ name: 'Acme' }])
    rmSync(dataDir, { recursive: true })
  })

  it('frees the space of what was changed or deleted, and lets nobody else work as the owner meanwhile', async () => {
    const database = await open(undefined, 20)
    const scope = await aWorkspace(database.db)
    const users = new Set<string>()
    const look = async () => {
      const { rows } = await sql<{ dead: number; vacuums: number; user: string }>`
        select n_dead_tup::int as dead, vacuum_count::int as vacuums, current_user as user
        from pg_stat_user_tables where relname = 'jobs'`.execute(database.db)
      users.add(rows[0]!.user)
      return rows[0]!
    }

    await inWorkspace(database.db, scope, async (tx) => {
      await sql`
        insert into jobs (id, workspace_id, name, payload, max_attempts, run_at, created_at)
        select 'job-' || n, ${scope.workspaceId}, 'a.job', '{}', 1, now(), now() from generate_series(1, 300) n`.execute(
        tx,
      )
      await sql`delete from jobs`.execute(tx)
    })

    await vi.waitFor(async () => expect(await look()).toMatchObject({ dead: 0, vacuums: 1 }), {
      timeout: 20_000,
    })
    expect(users).toEqual(new Set(['switchyard_app']))
    await database.close()
  })

  it("begins with the build's empty database", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-data-'))

    const database = await open(dataDir)
    await database.close()

    expect(systemOf(join(dataDir, 'database'))).toEqual(systemOf(FRESH_DATABASE))
    rmSync(dataDir, { recursive: true })
  })

  it('begins anew beside what an earlier start left unfinished', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-data-'))
    mkdirSync(join(dataDir, 'database.unfinished-1'))
    writeFileSync(join(dataDir, 'database.unfinished-1/PG_VERSION'), 'half')

    const database = await open(dataDir)
    await database.check()
    await database.close()

    expect(readdirSync(dataDir)).toEqual(['database'])
    rmSync(dataDir, { recursive: true })
  })

  it('says what to do when no database can be made', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-data-'))
    mkdirSync(join(dataDir, 'database'))
    writeFileSync(join(dataDir, 'database/note.txt'), 'not ours')

    const refused = open(dataDir)

    await expect(refused).rejects.toBeInstanceOf(StartError)
    await expect(refused).rejects.toThrow(/could not be opened .* move the folder away/)
    expect(readdirSync(dataDir)).toEqual(['database'])
    expect(readdirSync(join(dataDir, 'database'))).toEqual(['note.txt'])
    rmSync(dataDir, { recursive: true })
  })

  it('says what to do about a damaged data directory', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-data-'))
    const first = await open(dataDir)
    await first.close()
    for (const file of readdirSync(join(dataDir, 'database/global')))
      writeFileSync(join(dataDir, 'database/global', file), 'damage')

    const refused = open(dataDir)

    await expect(refused).rejects.toBeInstanceOf(StartError)
    await expect(refused).rejects.toThrow(/could not be opened .* Restore a backup/)
    expect(readdirSync(dataDir)).not.toContain('database.lock')
    rmSync(dataDir, { recursive: true })
  })

  it('is checked between transactions, not within a failed one', async () => {
    const database = await openTestDatabase()
    const scope = await aWorkspace(database.db)
    let check: Promise<void> | undefined

    const failing = inWorkspace(database.db, scope, async (tx) => {
      await sql`select 1 / 0`.execute(tx).catch(() => undefined)
      check = database.check()
      await sql`select 1`.execute(tx)
    })

    await expect(failing).rejects.toMatchObject({ code: '25P02' })
    await expect(check).resolves.toBeUndefined()
    await database.close()
  })
})

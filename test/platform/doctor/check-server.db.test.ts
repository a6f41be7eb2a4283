import { PGlite } from '@electric-sql/pglite'
import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { freePort } from '../../../scripts/drills/server-process.ts'
import { checkServer } from '../../../server/platform/doctor/check-server.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import { createKysely, type Db } from '../../../server/storage/db.ts'
import type { ServerDatabase } from '../../../scripts/drills/databases.ts'
import { databaseServers } from '../../journeys/support/databases.ts'
import { tcpProxy } from '../../journeys/support/tcp-proxy.ts'
import { newKey } from './a-database.ts'
import { doctorOf, said } from './doctor-of.ts'

/** A PGlite with its own settings, which do not flush to disk. */
function dbOf(database: PGlite): Db {
  const query = async (text: string, values: readonly unknown[]) => {
    const { rows } = await database.query<Record<string, unknown>>(text, [...values])
    return { command: 'SELECT' as const, rowCount: rows.length, rows }
  }
  return createKysely({ connect: async () => ({ query, release: () => {} }) as never, end: async () => {} })
}

describe('the doctor on a database server', () => {
  it('takes one that does not flush for a problem', async () => {
    const database = await PGlite.create()

    const findings = await checkServer({ db: dbOf(database), clock: systemClock })

    expect(said(findings, 'durability')).toEqual([expect.stringMatching(/^problem: fsync is off/)])
    await database.close()
  })

  it('says that one is not reached, and looks at the rest', async () => {
    const findings = await doctorOf({
      DATABASE_URL: `postgres://user:hush@127.0.0.1:${await freePort()}/switchyard`,
      ENCRYPTION_KEY: newKey(),
    })

    expect(said(findings, 'database')).toEqual([expect.stringMatching(/^problem: .*ECONNREFUSED/)])
    expect(said(findings, 'clockify-key')).toEqual([expect.stringMatching(/^ok: /)])
    expect(JSON.stringify(findings)).not.toContain('hush')
  })

  it('lists every wrong variable, and does not guess a database', async () => {
    const findings = await doctorOf({ DATABASE_URL: 'mysql://user:hush@host/db', PORT: 'abc', HOST: 'a b' })

    expect(said(findings, 'configuration').map((line) => line.split(':')[1]?.trim())).toEqual([
      'PORT',
      'HOST',
      'DATABASE_URL',
      'ENCRYPTION_KEY',
    ])
    expect(said(findings, 'database')).toEqual(['warning: Not looked at.'])
    expect(JSON.stringify(findings)).not.toContain('hush')
  })
})

for (const { name, make } of databaseServers())
  describe(`the doctor on ${name}`, () => {
    const onPatient = async (run: (database: ServerDatabase) => Promise<void>): Promise<void> => {
      const database = await make()
      try {
        await run(database)
      } finally {
        await database.drop()
      }
    }
    const nameOf = ({ url }: ServerDatabase): string => new URL(url).pathname.slice(1)

    it('warns of commits that do not wait for the disk', () =>
      onPatient(async (database) => {
        await database.query(`alter database ${nameOf(database)} set synchronous_commit = off`)

        expect(said(await doctorOf(database.env), 'durability')).toEqual([
          expect.stringMatching(/^warning: synchronous_commit/),
        ])
      }))

    it('sees that fewer connections are allowed than one process takes', () =>
      onPatient(async (database) => {
        await database.query(`alter database ${nameOf(database)} connection limit 9`)

        expect(said(await doctorOf(database.env), 'connections')).toEqual([
          expect.stringMatching(/^problem: 9 connections are allowed/),
        ])
      }))

    it('sees an encoding that cannot keep every name', () =>
      onPatient(async (database) => {
        const latin = `${nameOf(database)}_latin`
        await database.query(`create database ${latin} encoding 'LATIN1' locale 'C' template template0`)
        const url = new URL(database.url)
        url.pathname = latin

        const findings = await doctorOf({ ...database.env, DATABASE_URL: url.href })

        expect(said(findings, 'database-encoding')).toEqual([expect.stringMatching(/^problem: .*LATIN1/)])
        await database.query(`drop database ${latin} with (force)`)
      }))

    it('sees that the user may not become the role of requests', () =>
      onPatient(async (database) => {
        const user = `stranger_${randomBytes(4).toString('hex')}`
        await database.query(`create role ${user} login password 'x'`)
        await database.query(`grant select on schema_migrations to ${user}`)
        const url = new URL(database.url)
        url.username = user

        const findings = await doctorOf({ ...database.env, DATABASE_URL: url.href })

        expect(said(findings, 'roles')).toEqual([
          `problem: The user ${user} may not become switchyard_app.`,
          `problem: The user ${user} may not become switchyard_system.`,
        ])
        expect(said(findings, 'session')).toEqual([expect.stringMatching(/^problem: .*permission denied/)])
        await database.query(`drop owned by ${user}`)
        await database.query(`drop role ${user}`)
      }))

    it('gives up on one that takes connections and says nothing', () =>
      onPatient(async (database) => {
        const url = new URL(database.url)
        const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
        proxy.freeze()
        url.host = `127.0.0.1:${proxy.port}`

        const findings = await doctorOf({ ...database.env, DATABASE_URL: url.href })

        expect(said(findings, 'database')).toEqual([expect.stringMatching(/^problem: .*timeout/)])
        await proxy.close()
      }))
  })

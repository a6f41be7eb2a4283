import { randomBytes } from 'node:crypto'
import { embeddedDatabase, serverDatabase } from '../databases.ts'
import type { DumpableDatabase } from '../secrets.ts'
import { dumpEmbedded, dumpServer } from './dump.ts'

export async function dumpableEmbedded(): Promise<DumpableDatabase> {
  const database = await embeddedDatabase()
  return { ...database, secrets: {}, dump: () => dumpEmbedded(database) }
}

/** The server signs in with a role of its own, whose password may stand nowhere. */
export async function dumpableServer(serverUrl: string): Promise<DumpableDatabase> {
  const database = await serverDatabase(serverUrl)
  const role = `switchyard_drill_${randomBytes(6).toString('hex')}`
  const password = randomBytes(18).toString('base64url')
  await database.query(`create role ${role} superuser login password '${password}'`)
  const url = new URL(database.url)
  url.username = role
  url.password = password
  return {
    env: { ...database.env, DATABASE_URL: url.href },
    secrets: { 'the password of the database': password },
    dump: () => dumpServer(database),
    drop: async () => {
      await database.query(`drop owned by ${role} cascade`)
      await database.query(`drop role ${role}`)
      await database.drop()
    },
  }
}

import { inject } from 'vitest'
import {
  embeddedDatabase,
  serverDatabase,
  type ProcessDatabase,
  type ServerDatabase,
} from '../../../scripts/drills/databases.ts'

interface OfRun<T extends ProcessDatabase> {
  readonly name: string
  readonly make: () => Promise<T>
}

/** The servers of this run: one with TEST_DATABASE_URL, none without. */
export function databaseServers(): readonly OfRun<ServerDatabase>[] {
  const { url, template } = inject('testDatabase')
  return url === undefined ? [] : [{ name: 'PostgreSQL', make: () => serverDatabase(url, template) }]
}

/** The kind that this run is about: a run without a server has been at the embedded one. */
export function databasesOfRun(): readonly OfRun<ProcessDatabase>[] {
  const servers = databaseServers()
  return servers.length > 0 ? servers : [{ name: 'the embedded database', make: embeddedDatabase }]
}

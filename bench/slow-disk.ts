import { execFileSync } from 'node:child_process'
import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFolder } from '../scripts/drills/databases.ts'
import { ownPostgresql } from '../scripts/drills/own-postgresql.ts'
import { median } from '../scripts/drills/percentile.ts'
import type { Benchmark } from './benchmark.ts'
import { makeDatabase } from './support/databases.ts'
import { deliver } from './support/deliveries.ts'
import { installedServer } from './support/installed-server.ts'

const ROUNDS = 3
const SECONDS = 5

// Loaded before the C library's own: each flush takes one millisecond more, as on a disk that is not this machine's.
const SHIM = `#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
#define SLOW(name) int name(int fd) { static int (*real)(int); \\
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, #name); usleep(1000); return real(fd); }
SLOW(fsync)
SLOW(fdatasync)
`

export const slowDisk: Benchmark = {
  name: 'slow-disk',
  about: 'webhook deliveries with 1 ms added to every flush of PostgreSQL, against none added',
  run: async () => {
    const folder = aFolder()
    const postgresql = await ownPostgresql()
    try {
      const shim = buildShim(folder.path)
      const rounds: { readonly plain: number; readonly slow: number }[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        const plain = await rateOn(postgresql.url)
        await postgresql.stop('fast')
        await postgresql.start({ LD_PRELOAD: shim })
        const slow = await rateOn(postgresql.url)
        await postgresql.stop('fast')
        await postgresql.start()
        rounds.push({ plain, slow })
      }
      return [
        { name: 'deliveries', value: median(rounds.map(({ plain }) => plain)), unit: '/s' },
        { name: 'deliveries with the slow disk', value: median(rounds.map(({ slow }) => slow)), unit: '/s' },
        {
          name: 'share that is left',
          value: median(rounds.map(({ plain, slow }) => slow / plain)),
          unit: '',
          atLeast: 0.6,
        },
      ]
    } finally {
      await postgresql.drop()
      folder.drop()
    }
  },
}

function buildShim(folder: string): string {
  const [source, library] = [join(folder, 'slow.c'), join(folder, 'slow.so')]
  writeFileSync(source, SHIM)
  execFileSync('cc', ['-shared', '-fPIC', '-o', library, source, '-ldl'])
  // PostgreSQL runs as another user.
  chmodSync(folder, 0o755)
  return library
}

async function rateOn(url: string): Promise<number> {
  const database = await makeDatabase('PostgreSQL', url)
  const installed = await installedServer(database)
  try {
    await deliver(installed, { seconds: 1 })
    return (await deliver(installed, { seconds: SECONDS })).perSecond
  } finally {
    await installed.stop()
    await database.drop()
  }
}

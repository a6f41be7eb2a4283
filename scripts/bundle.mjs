import { join } from 'node:path'
import { rolldown } from 'rolldown'

const root = join(import.meta.dirname, '..')
// The embedded database starts these as a thread and a process of their own, and looks for them beside the program.
const BESIDE = {
  'pglite-worker': 'server/storage/embedded/pglite-worker.ts',
  'worker-client': 'server/storage/embedded/worker-client.ts',
}
// These look for files of their own, or for what may be installed beside them.
const FROM_NODE_MODULES = [/^@electric-sql\/pglite/, /^pino/, 'pg-native', '@apidevtools/swagger-parser']

/**
 * Programs, by name, as a few files in a folder, with the libraries that they use: a start that looks for 3,000 modules one by one
 * spends most of its time on that, and keeps 20 MB of bookkeeping.
 */
export async function bundle(programs, folder) {
  const bundled = await rolldown({
    input: { ...programs, ...BESIDE },
    cwd: root,
    platform: 'node',
    external: FROM_NODE_MODULES,
    plugins: [inAscii],
  })
  await bundled.write({
    dir: folder,
    format: 'esm',
    sourcemap: true,
    // It would print the code once more, after inAscii.
    minify: false,
    comments: { legal: true, annotation: false, jsdoc: false },
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  })
  await bundled.close()
}

/** One letter beyond Latin-1 would make V8 keep the whole file in two bytes for each. */
const inAscii = {
  name: 'in-ascii',
  renderChunk: (code) => ({
    code: code.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    map: null,
  }),
}

// Makes dist/ of server/, client/ and ui/. Runs on `npm ci` (prepare), so `npm start` works right after it.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const compiler = 'node_modules/typescript-native/bin/tsc'
if (!existsSync(compiler)) {
  console.log('build skipped: development packages are not installed')
  process.exit(0)
}
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.client.json'], { stdio: 'inherit' })
const { bundle } = await import('./bundle.mjs')
await bundle(
  {
    main: 'server/main.ts',
    demo: 'server/demo.ts',
    commands: 'server/commands.ts',
    'make-database': 'server/storage/embedded/make-database.ts',
  },
  'dist/server',
)
const { makeDatabase, FRESH_DATABASE } = await import('../dist/server/make-database.js')
const databaseIsMade = makeDatabase(FRESH_DATABASE, process.pid)
execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'ui', '--logLevel', 'warn'], {
  stdio: 'inherit',
  // Begun from the tests it would take React's slower build for developers.
  env: { ...process.env, NODE_ENV: 'production' },
})
await databaseIsMade
// PGlite lets everybody write them.
for (const entry of readdirSync(FRESH_DATABASE, { recursive: true, withFileTypes: true }))
  if (entry.isFile()) chmodSync(join(entry.parentPath, entry.name), 0o644)

// The server sends these to whoever takes them.
const assets = 'dist/ui/assets'
for (const name of readdirSync(assets)) {
  const file = join(assets, name)
  const bytes = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(bytes))
}

// Compiles server/, client/ and ui/ into dist/. Runs on `npm ci` (prepare), so `npm start` works right after it.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

const compiler = 'node_modules/typescript-native/bin/tsc'
if (!existsSync(compiler)) {
  console.log('build skipped: development packages are not installed')
  process.exit(0)
}
rmSync('dist', { recursive: true, force: true })
for (const project of ['tsconfig.build.json', 'tsconfig.client.json'])
  execFileSync(process.execPath, [compiler, '-p', project], { stdio: 'inherit' })
execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'ui', '--logLevel', 'warn'], {
  stdio: 'inherit',
  // Begun from the tests it would take React's slower build for developers.
  env: { ...process.env, NODE_ENV: 'production' },
})

// The server sends these to whoever takes them.
const assets = 'dist/ui/assets'
for (const name of readdirSync(assets)) {
  const file = join(assets, name)
  const bytes = readFileSync(file)
  writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(bytes))
}

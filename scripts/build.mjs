// Compiles server/ into dist/. Runs on `npm ci` (prepare), so `npm start` works right after it.
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'

const compiler = 'node_modules/typescript-native/bin/tsc'
if (!existsSync(compiler)) {
  console.log('build skipped: development packages are not installed')
  process.exit(0)
}
rmSync('dist', { recursive: true, force: true })
execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' })

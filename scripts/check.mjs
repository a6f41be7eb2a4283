// Format, lint, types, import borders: everything that needs no database. Prints one line per step.
import { spawnSync } from 'node:child_process'

const steps = [
  { name: 'format', command: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
  { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings'] },
  { name: 'types', command: ['node_modules/typescript-native/bin/tsc', '-p', 'tsconfig.json'] },
  {
    name: 'types of ui/',
    command: ['node_modules/typescript-native/bin/tsc', '-p', 'ui/tsconfig.json'],
  },
  {
    name: 'borders',
    command: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'server',
      'client',
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
    ],
  },
]

let failed = 0
for (const { name, command } of steps) {
  const startedAt = Date.now()
  const run = spawnSync(process.execPath, command, { encoding: 'utf8' })
  const passed = run.status === 0
  console.log(`${passed ? 'ok  ' : 'FAIL'} ${name} ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  if (!passed) {
    failed += 1
    console.log(run.stdout + run.stderr)
  }
}
process.exit(failed === 0 ? 0 : 1)

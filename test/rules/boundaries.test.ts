import { cruise, type ICruiseOptions, type IFlattenedRuleSet } from 'dependency-cruiser'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from '../../server/shared/project-root.ts'

const require = createRequire(import.meta.url)
const rules = require(join(projectRoot, '.dependency-cruiser.cjs')) as IFlattenedRuleSet & {
  options: ICruiseOptions
}

/** Runs our rules over a small tree with one sin of each kind. */
async function violationsOf(files: Record<string, string>): Promise<Set<string>> {
  // Inside the project, so that packages resolve; .cache is not committed.
  mkdirSync(join(projectRoot, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(projectRoot, '.cache/sins-'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const { output } = await cruise(['server', 'client'], {
    ...rules.options,
    baseDir: folder,
    ruleSet: rules,
    validate: true,
    doNotFollow: { path: 'node_modules' },
  })
  if (typeof output === 'string') throw new Error(output)
  rmSync(folder, { recursive: true })
  return new Set(output.summary.violations.map((violation) => violation.rule.name))
}

describe('import borders', () => {
  it('catch every sin', async () => {
    const found = await violationsOf({
      'server/shared/a.ts': "import '../storage/b.ts'\n",
      'server/storage/b.ts': "import '../platform/jobs/index.ts'\n",
      'server/config/c.ts': "import '../platform/jobs/index.ts'\n",
      'server/platform/jobs/index.ts': "import '../../features/one/index.ts'\nimport './inner.ts'\n",
      'server/platform/jobs/inner.ts':
        "import 'kysely'\nimport 'fastify'\nimport 'undici'\nimport 'nodemailer'\n",
      'server/platform/mail/index.ts': "import '../jobs/inner.ts'\nimport '../../sandbox/s.ts'\n",
      'server/connectors/x/index.ts': "import '../../features/one/index.ts'\n",
      'server/features/one/index.ts': "import '../two/index.ts'\n",
      'server/features/two/index.ts': "import '../one/index.ts'\n",
      'server/sandbox/s.ts': 'export const s = 1\n',
      'server/app.ts': "import './platform/jobs/inner.ts'\nimport '../client/index.ts'\n",
      'client/index.ts': "import '../server/shared/a.ts'\n",
    })

    expect([...found]).toEqual(
      expect.arrayContaining([
        'no-cycles',
        'shared-is-a-leaf',
        'storage-knows-only-shared',
        'config-knows-only-shared',
        'platform-knows-no-feature',
        'connectors-know-no-feature',
        'features-do-not-meet',
        'modules-enter-by-the-door',
        'app-enters-by-the-door',
        'client-needs-nothing',
        'client-is-for-the-command',
        'sandbox-is-for-the-demo',
        'sql-only-in-stores',
        'http-framework-only-at-the-edge',
        'undici-only-outbound',
        'nodemailer-only-in-mail',
      ]),
    )
  })
})

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { projectRoot } from '../../server/shared/project-root.ts'

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A real Chromium: CHROMIUM_PATH, or the one of the lock file. Throws where that one does not run (it is built for Linux on x64). */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, args } = await findChromium()
  return chromium.launch({ executablePath, args: [...args, ...ARGS] })
}

async function findChromium(): Promise<{ executablePath: string; args: readonly string[] }> {
  const own = process.env['CHROMIUM_PATH']
  if (own !== undefined && own !== '') {
    if (!existsSync(own)) throw new Error(`CHROMIUM_PATH names ${own}, which is not there`)
    return { executablePath: own, args: [] }
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('the browser tests need CHROMIUM_PATH here: the packaged Chromium is for Linux on x64')
  // It brings its own libraries then, so the machine needs none; and it unpacks beside our packages, once.
  process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x'
  process.env['TMPDIR'] = join(projectRoot, 'node_modules/.cache')
  const { default: packaged } = await import('@sparticuz/chromium')
  return { executablePath: await packaged.executablePath(), args: [] }
}

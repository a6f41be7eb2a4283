import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
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
// Its files unpack beside our packages, once; of each version in a folder of its own.
const FOLDER = join(projectRoot, 'node_modules/.cache/chromium-147')

/** A real Chromium: the one that CHROMIUM_PATH names, or the one of the lock file. */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env['CHROMIUM_PATH']
  if (own !== undefined && own !== '') return chromium.launch({ executablePath: own, args: ARGS })
  const executablePath = await unpackBrowser()
  return chromium.launch({ executablePath, args: ARGS, env: { ...process.env, FONTCONFIG_PATH: FOLDER } })
}

/** Not from two processes at once: one would start what the other still writes. */
export async function unpackBrowser(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The browser tests need CHROMIUM_PATH here: the packaged Chromium is for Linux on x64.')
  mkdirSync(FOLDER, { recursive: true })
  process.env['TMPDIR'] = FOLDER
  // Says to the package that the machine has no libraries of its own to give.
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs20.x'
  const { default: packaged } = await import('@sparticuz/chromium')
  const executablePath = await packaged.executablePath()
  writeFonts()
  return executablePath
}

/** The package's own settings look for its fonts in /tmp; and with these alone, pictures are the same everywhere. */
function writeFonts(): void {
  const file = join(FOLDER, 'fonts.conf')
  if (existsSync(file)) return
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${FOLDER}/fonts/fonts</dir><cachedir>${FOLDER}/fonts-cache</cachedir></fontconfig>\n`,
  )
}

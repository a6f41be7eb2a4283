import { ensureBuilt } from '../../../scripts/drills/built-server.ts'
import { unpackBrowser } from '../../support/browser.ts'

/** Before all browser tests, once: two of them at a time would build, and unpack, into each other. */
export async function setup(): Promise<void> {
  await ensureBuilt()
  if ((process.env['CHROMIUM_PATH'] ?? '') === '') await unpackBrowser()
}

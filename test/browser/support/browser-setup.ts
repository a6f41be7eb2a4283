import { unpackBrowser } from '../../support/browser.ts'

/** Before all browser tests, once: two of them at a time would unpack into each other. */
export async function setup(): Promise<void> {
  if ((process.env['CHROMIUM_PATH'] ?? '') === '') await unpackBrowser()
}

import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { COLOURS, expectAccessible, type BrowserPages, type OpenOptions } from './browser-app.ts'

const DESKTOP = { width: 1280, height: 800 }
const LOOKS = [
  { colorScheme: 'light', size: DESKTOP, rules: undefined },
  { colorScheme: 'dark', size: DESKTOP, rules: COLOURS },
  { colorScheme: 'light', size: { width: 360, height: 740 }, rules: undefined },
] as const

interface Looked extends OpenOptions {
  readonly path: string
  /** Resolves when there is everything to look at. */
  readonly ready: (page: Page) => Promise<unknown>
}

/** Accessible by light, by dark and on a phone, and nowhere to be pushed sideways. */
export async function expectEveryLook(
  pages: BrowserPages,
  { path, ready, ...options }: Looked,
): Promise<void> {
  // One page in all looks, as of somebody who turns the light off or the phone upright: opening it is what takes long.
  await onPage(pages, { path, ...options }, async (page) => {
    await ready(page)
    for (const { colorScheme, size, rules } of LOOKS) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize(size)
      await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe(colorScheme)
      await expectAccessible(page, rules)
      await expectNothingAside(page)
    }
  })
}

/** Opens a page, and closes it however `use` ends. */
export async function onPage(
  pages: BrowserPages,
  { path, ...options }: OpenOptions & { readonly path: string },
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const page = await pages.open(path, options)
  try {
    await use(page)
  } finally {
    await page.context().close()
  }
}

/** Neither the page nor the screen in it is wider than what is seen of it. */
async function expectNothingAside(page: Page): Promise<void> {
  const hidden = await page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('#main, dialog')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ tagName, scrollWidth, clientWidth }) => `${tagName}: ${scrollWidth} in ${clientWidth}`),
  )
  expect(hidden).toEqual([])
}

/** What a screen reader says of a control beside its name. */
export async function describedBy(control: Locator): Promise<string> {
  const id = await control.getAttribute('aria-describedby')
  return id === null ? '' : control.page().locator(`[id="${id}"]`).innerText()
}

import { tinyCode } from '../state/ids.ts'
import { latestOf, spaceOf } from '../state/look-up.ts'
import type { Dialect, Page } from '../state/model.ts'
import type { World } from '../world.ts'

/** Where a client sees Confluence: the site with /wiki, or the host with its context path. */
export function confluenceBase({ origins, options }: World, dialect: Dialect): string {
  return dialect === 'cloud'
    ? `${origins.cloud}/wiki`
    : origins.dataCenterConfluence + options.contextPaths.confluence
}

/** Without the base. */
export function webPath(world: World, page: Page): string {
  const { key } = spaceOf(world.state, page)
  if (page.kind !== 'page') return `/spaces/${key}/${page.kind}/${page.id}`
  const title = encodeURIComponent(latestOf(page).title).replaceAll('%20', '+')
  return `/spaces/${key}/pages/${page.id}/${title}`
}

export function tinyPath(page: Page): string {
  return `/x/${tinyCode(page.id)}`
}

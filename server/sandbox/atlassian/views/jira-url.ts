import type { Dialect } from '../state/model.ts'
import type { World } from '../world.ts'

/** Where a client sees Jira: the site, or the host with its context path. */
export function jiraBase(world: World, dialect: Dialect): string {
  return dialect === 'cloud'
    ? world.origins.cloud
    : world.origins.dataCenterJira + world.options.contextPaths.jira
}

export function jiraUrl(world: World, dialect: Dialect, path: string): string {
  return `${jiraBase(world, dialect)}/rest/api/${dialect === 'cloud' ? 3 : 2}${path}`
}

import type { ClickupList } from '../../../connectors/clickup/index.ts'

/** As the list writes it; undefined where it has none of this name. */
export function findStatus(name: string, { statuses }: Pick<ClickupList, 'statuses'>): string | undefined {
  const key = name.toLowerCase()
  return statuses.find((one) => one.name.toLowerCase() === key)?.name
}

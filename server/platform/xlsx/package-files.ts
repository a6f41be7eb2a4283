const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const OPEN = 'http://schemas.openxmlformats.org'
const OFFICE = `${OPEN}/officeDocument/2006/relationships`
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

export interface WrittenSheet {
  /** As it stands in XML. */
  readonly name: string
  readonly tab: number
}

/** What says which files there are and what they are to each other. */
export function packageFiles(sheets: readonly WrittenSheet[]): readonly (readonly [string, string])[] {
  return [
    ['xl/workbook.xml', workbookXml(sheets)],
    ['xl/_rels/workbook.xml.rels', workbookRelations(sheets)],
    ['_rels/.rels', relations([['rId1', 'officeDocument', 'xl/workbook.xml']])],
    ['[Content_Types].xml', contentTypes(sheets)],
  ]
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const tabs = sheets
    .map(({ name, tab }, index) => ({ tab, xml: tabXml(name, index + 1) }))
    .toSorted((a, b) => a.tab - b.tab)
  return `${HEAD}<workbook xmlns="${OPEN}/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="0"/></bookViews><sheets>${tabs.map(({ xml }) => xml).join('')}</sheets></workbook>`
}

function tabXml(name: string, number: number): string {
  return `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`
}

function workbookRelations(sheets: readonly WrittenSheet[]): string {
  return relations([
    ...sheets.map(
      (_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const,
    ),
    [`rId${sheets.length + 1}`, 'styles', 'styles.xml'],
  ])
}

function relations(all: readonly (readonly [string, string, string])[]): string {
  return `${HEAD}<Relationships xmlns="${OPEN}/package/2006/relationships">${all.map(relation).join('')}</Relationships>`
}

function relation([id, type, target]: readonly [string, string, string]): string {
  return `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
}

function contentTypes(sheets: readonly WrittenSheet[]): string {
  return [
    `${HEAD}<Types xmlns="${OPEN}/package/2006/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('workbook', 'sheet.main'),
    override('styles', 'styles'),
    ...sheets.map((_, index) => override(`worksheets/sheet${index + 1}`, 'worksheet')),
    '</Types>',
  ].join('')
}

function override(part: string, type: string): string {
  return `<Override PartName="/xl/${part}.xml" ContentType="${CONTENT}.${type}+xml"/>`
}

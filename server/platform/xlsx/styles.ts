/** What a cell shows: quoted is a text that would be a formula if it were typed. */
export type CellKind =
  | 'text'
  | 'quoted'
  | 'wrapped'
  | 'heading'
  | 'title'
  | 'integer'
  | 'decimal'
  | 'duration'
  | 'moment'
  | 'day'

interface Look {
  readonly numberFormat?: number
  readonly font?: number
  readonly fill?: number
  readonly quotePrefix?: true
  readonly wrap?: true
}

// Numbers of the fonts and formats below.
const BOLD = 1
const TITLE = 2
const SHADED = 2
const LOOKS: Readonly<Record<CellKind, Look>> = {
  text: {},
  quoted: { quotePrefix: true },
  wrapped: { wrap: true },
  heading: { font: BOLD, fill: SHADED, wrap: true },
  title: { font: TITLE },
  integer: { numberFormat: 3 },
  decimal: { numberFormat: 2 },
  duration: { numberFormat: 46 },
  moment: { numberFormat: 164 },
  day: { numberFormat: 165 },
}

const KINDS = Object.keys(LOOKS) as readonly CellKind[]
const INDEX = Object.fromEntries(KINDS.map((kind, index) => [kind, index])) as Readonly<
  Record<CellKind, number>
>

/** Each kind once plain and once in bold. */
export function styleOf(kind: CellKind, bold = false): number {
  return bold ? INDEX[kind] + KINDS.length : INDEX[kind]
}

/** All numbers that styleOf gives. */
export const STYLES: readonly number[] = Array.from({ length: 2 * KINDS.length }, (_, style) => style)

export function stylesXml(): string {
  const looks = KINDS.map((kind) => LOOKS[kind])
  const all = [...looks, ...looks.map((look) => ({ ...look, font: look.font ?? BOLD }))]
  return [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>',
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts>',
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>',
    '<font><b/><sz val="11"/><name val="Calibri"/></font>',
    '<font><b/><sz val="16"/><name val="Calibri"/></font></fonts>',
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/><bgColor indexed="64"/></patternFill></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${all.length}">${all.map(formatXml).join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('')
}

function formatXml({ numberFormat = 0, font = 0, fill = 0, quotePrefix, wrap }: Look): string {
  const attributes = [
    `numFmtId="${numberFormat}" fontId="${font}" fillId="${fill}" borderId="0" xfId="0"`,
    numberFormat === 0 ? '' : ' applyNumberFormat="1"',
    font === 0 ? '' : ' applyFont="1"',
    fill === 0 ? '' : ' applyFill="1"',
    quotePrefix ? ' quotePrefix="1"' : '',
    wrap ? ' applyAlignment="1"' : '',
  ].join('')
  return wrap ? `<xf ${attributes}><alignment vertical="top" wrapText="1"/></xf>` : `<xf ${attributes}/>`
}

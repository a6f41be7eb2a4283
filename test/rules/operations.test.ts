import { parser } from '@prometheus-io/lezer-promql'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../../server/platform/metrics/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly action: string }
}

interface Panel {
  readonly id: number
  readonly title: string
  readonly gridPos: { readonly x: number; readonly w: number }
  readonly targets?: readonly { readonly expr: string }[]
}

const read = (name: string): string => readFileSync(join(projectRoot, 'docs/operations', name), 'utf8')
const metrics = await createMetrics().registry.getMetricsAsJSON()
const names = metrics.map(({ name }) => name)
const OF_HISTOGRAMS = ['_bucket', '_sum', '_count']
const samples = new Set(
  metrics.flatMap(({ name, type }) =>
    String(type) === 'histogram' ? OF_HISTOGRAMS.map((part) => `${name}${part}`) : [name],
  ),
)
const namesIn = (text: string): string[] => text.match(/\bswitchyard_[a-z0-9_]+/g) ?? []

const panels = (JSON.parse(read('dashboard.json')) as { panels: Panel[] }).panels
const rules = (parse(read('alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  ({ rules }) => rules,
)
const expressions = [
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: title, expr }))),
  ...rules.map(({ alert, expr }) => ({ where: alert, expr })),
]

/** Grafana puts the interval in before Prometheus reads the expression. */
function isPromQl(expr: string): boolean {
  const tree = parser.parse(expr.replaceAll('$__rate_interval', '5m'))
  let isWhole = true
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) isWhole = false
    },
  })
  return isWhole
}

describe('every figure of /metrics', () => {
  it('is explained, and every explained one is there', () => {
    const explained = new Set(
      [...read('metrics.md').matchAll(/`(switchyard_[a-z0-9_]+)/g)].map(([, name]) => name),
    )

    expect(explained).toEqual(new Set(names))
  })
})

describe('the dashboard and the alerts', () => {
  it('name only figures that are there', () => {
    expect(expressions.length).toBeGreaterThan(30)
    for (const { where, expr } of expressions) {
      expect(namesIn(expr).length, where).toBeGreaterThan(0)
      expect(
        namesIn(expr).filter((name) => !samples.has(name)),
        where,
      ).toEqual([])
    }
  })

  it('are PromQL', () => {
    expect(isPromQl('sum(rate(x[5m])')).toBe(false)
    expect(expressions.filter(({ expr }) => !isPromQl(expr))).toEqual([])
  })

  it('say of each alert how bad it is and what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length)
    for (const { alert, labels, annotations } of rules) {
      expect(['critical', 'warning'], alert).toContain(labels.severity)
      expect(annotations.summary, alert).toMatch(/.{10,}/)
      expect(annotations.action, alert).toMatch(/.{30,}/)
    }
  })

  it('have panels that fit on the page', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    for (const { title, gridPos } of panels) expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24)
  })
})

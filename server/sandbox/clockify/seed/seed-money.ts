import type { Invoice, InvoiceStatus } from '../state/model.ts'
import { makeId } from '../state/ids.ts'
import { CATEGORY_NAMES } from './names.ts'
import { DAY_MS, pastId, type SeedContext, times } from './seed-context.ts'

export function seedMoney(context: SeedContext): void {
  seedCategories(context)
  seedExpenses(context)
  seedInvoices(context)
}

function seedCategories(context: SeedContext): void {
  for (const [index, name] of CATEGORY_NAMES.entries()) {
    const id = pastId(context, 650 - index)
    const hasUnitPrice = name === 'Mileage'
    context.state.expenseCategories.set(id, {
      id,
      name,
      archived: index === CATEGORY_NAMES.length - 1,
      hasUnitPrice,
      priceInCents: hasUnitPrice ? 42 : 0,
      unit: hasUnitPrice ? 'km' : '',
    })
  }
}

function seedExpenses(context: SeedContext): void {
  const { state, random } = context
  const userIds = [...state.users.keys()]
  const projectIds = [...state.projects.keys()]
  const categoryIds = [...state.expenseCategories.keys()]
  if (projectIds.length === 0) return
  for (const index of times(context.size.expenses)) {
    const atMs = context.nowMs - (index % 120) * DAY_MS
    const id = makeId(random, atMs)
    state.expenses.set(id, {
      id,
      userId: userIds[index % userIds.length] ?? '',
      projectId: random.pick(projectIds),
      taskId: null,
      categoryId: random.pick(categoryIds),
      date: new Date(atMs).toISOString().slice(0, 10),
      notes: index % 2 === 0 ? 'Trip to the client' : '',
      quantity: 1,
      total: 500 + random.below(400) * 25,
      billable: index % 3 !== 0,
      fileId: index % 4 === 0 ? makeId(random, atMs) : null,
    })
  }
}

const STATUSES: readonly InvoiceStatus[] = ['UNSENT', 'SENT', 'PAID', 'PARTIALLY_PAID', 'OVERDUE', 'VOID']

function seedInvoices(context: SeedContext): void {
  const clientIds = [...context.state.clients.keys()]
  if (clientIds.length === 0) return
  for (const index of times(context.size.invoices)) {
    const invoice = makeInvoice(context, index, clientIds[index % clientIds.length] ?? '')
    context.state.invoices.set(invoice.id, invoice)
  }
}

function makeInvoice(context: SeedContext, index: number, clientId: string): Invoice {
  const { random, state } = context
  const issuedMs = Math.floor((context.nowMs - index * 9 * DAY_MS) / DAY_MS) * DAY_MS
  const status = STATUSES[index % STATUSES.length] ?? 'UNSENT'
  const unitPrice = 6000 + random.below(40) * 100
  return {
    id: makeId(random, issuedMs),
    number: `NW-${String(context.size.invoices - index).padStart(4, '0')}`,
    clientId,
    currency: 'EUR',
    status,
    issuedMs,
    dueMs: issuedMs + 30 * DAY_MS,
    subject: 'Work of the month',
    note: '',
    userId: state.ownerId,
    taxPercent: 20,
    discountPercent: 0,
    items: [
      { description: 'Design and build', itemType: 'Service', quantity: 800, unitPrice, timeEntryIds: [] },
      { description: 'Meetings', itemType: 'Service', quantity: 200, unitPrice, timeEntryIds: [] },
    ],
    payments:
      status === 'PAID' || status === 'PARTIALLY_PAID'
        ? [
            {
              id: makeId(random, issuedMs + DAY_MS),
              amount: unitPrice * 4,
              note: '',
              dateMs: issuedMs + DAY_MS,
              author: 'Bank',
            },
          ]
        : [],
  }
}

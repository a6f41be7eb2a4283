import { domainError } from '../http/api-error.ts'
import { makeId } from '../state/ids.ts'
import type { Expense, ExpenseCategory, Invoice } from '../state/model.ts'
import { requireRecord } from '../state/require-record.ts'
import { emit } from '../webhooks/emit.ts'
import { expenseBody, expenseNotice, invoiceBody } from '../webhooks/more-bodies.ts'
import { nowMs, type World } from '../world.ts'
import { assignDefined } from './change-record.ts'

export type NewExpense = Pick<Expense, 'userId' | 'projectId' | 'categoryId' | 'total'> & Partial<Expense>

export function createExpense(world: World, input: NewExpense): Expense {
  checkReferences(world, input)
  const now = nowMs(world)
  const expense: Expense = {
    taskId: null,
    date: new Date(now).toISOString().slice(0, 10),
    notes: '',
    quantity: 1,
    billable: true,
    fileId: null,
    ...input,
    id: makeId(world.random, now),
  }
  world.state.expenses.set(expense.id, expense)
  emit(world, 'EXPENSE_CREATED', expenseBody(world, expense))
  return expense
}

export function updateExpense(world: World, id: string, patch: Partial<Expense>): Expense {
  const expense = requireRecord(world, world.state.expenses, { id, what: 'Expense' })
  checkReferences(world, patch)
  assignDefined(expense, patch)
  emit(world, 'EXPENSE_UPDATED', expenseNotice(world, expense))
  return expense
}

export function deleteExpense(world: World, id: string): Expense {
  const expense = requireRecord(world, world.state.expenses, { id, what: 'Expense' })
  world.state.expenses.delete(id)
  emit(world, 'EXPENSE_DELETED', expenseNotice(world, expense))
  return expense
}

function checkReferences(world: World, input: Partial<Expense>): void {
  const { state } = world
  if (input.userId !== undefined) requireRecord(world, state.users, { id: input.userId, what: 'User' })
  if (input.projectId !== undefined)
    requireRecord(world, state.projects, { id: input.projectId, what: 'Project' })
  if (input.categoryId !== undefined) {
    requireRecord(world, state.expenseCategories, { id: input.categoryId, what: 'Expense category' })
  }
}

export function createExpenseCategory(
  world: World,
  input: Omit<ExpenseCategory, 'id' | 'archived'>,
): ExpenseCategory {
  const category = { ...input, id: makeId(world.random, nowMs(world)), archived: false }
  world.state.expenseCategories.set(category.id, category)
  return category
}

export function deleteExpenseCategory(world: World, id: string): void {
  const category = requireRecord(world, world.state.expenseCategories, { id, what: 'Expense category' })
  if (world.quirks.deleteNeedsArchive && !category.archived) {
    throw domainError('Archive the expense category before deleting it')
  }
  world.state.expenseCategories.delete(id)
}

export type NewInvoice = Pick<Invoice, 'number' | 'clientId' | 'currency' | 'issuedMs' | 'dueMs'>

export function createInvoice(world: World, input: NewInvoice): Invoice {
  requireRecord(world, world.state.clients, { id: input.clientId, what: 'Client' })
  const invoice: Invoice = {
    ...input,
    id: makeId(world.random, nowMs(world)),
    status: 'UNSENT',
    subject: '',
    note: '',
    userId: world.state.ownerId,
    taxPercent: 0,
    discountPercent: 0,
    items: [],
    payments: [],
  }
  world.state.invoices.set(invoice.id, invoice)
  emit(world, 'NEW_INVOICE', invoiceBody(world, invoice))
  return invoice
}

export function updateInvoice(world: World, id: string, patch: Partial<Invoice>): Invoice {
  const invoice = requireRecord(world, world.state.invoices, { id, what: 'Invoice' })
  assignDefined(invoice, patch)
  emit(world, 'INVOICE_UPDATED', invoiceBody(world, invoice))
  return invoice
}

export function restoreExpense(world: World, expense: Expense): Expense {
  world.state.expenses.set(expense.id, expense)
  emit(world, 'EXPENSE_RESTORED', expenseBody(world, expense))
  return expense
}

'use client'
import { useState } from 'react'
import type { Registry } from '#lib/api/registries.ts'
import { useManageRegistries } from '#lib/client/use-manage-registries.ts'
import { AddRegistrySheet } from './add-registry-sheet.tsx'
import { ChangeRegistrySheet } from './change-registry-sheet.tsx'
import { FixedRegistryDialog } from './fixed-registry-dialog.tsx'
import { HookSheet } from './hook-sheet.tsx'
import { RemoveRegistryDialog } from './remove-registry-dialog.tsx'

interface ManageRegistriesProps {
  readonly registries: readonly Registry[]
}

/** Opens for what the address says is to be done: add, change or remove a registry, or have it tell what happens in it. Loaded when it is first needed. */
export default function ManageRegistries({ registries }: ManageRegistriesProps) {
  const { isAdding, toChange, toRemove, toNotify, close } = useManageRegistries()
  if (isAdding) return <AddRegistrySheet idsInUse={registries.map(({ id }) => id)} onClose={close} />
  const told = registries.find(({ id }) => id === toNotify)
  if (told) return <HookSheet registry={told} onClose={close} />
  const id = toChange ?? toRemove ?? toNotify
  if (id === null) return null
  const task = toChange === null ? 'remove' : 'change'
  return <ManageOne key={`${task} ${id}`} task={task} id={id} registries={registries} onClose={close} />
}

interface ManageOneProps extends ManageRegistriesProps {
  readonly task: 'change' | 'remove'
  readonly id: string
  readonly onClose: () => void
}

function ManageOne({ task, id, registries, onClose }: ManageOneProps) {
  // As it was at first: once it is removed the list has it no longer, and the dialog still has to say so.
  const [registry] = useState(() => registries.find((one) => one.id === id) ?? null)
  if (registry?.source !== 'store') return <FixedRegistryDialog registry={registry} onClose={onClose} />
  const Task = task === 'change' ? ChangeRegistrySheet : RemoveRegistryDialog
  return <Task registry={registry} onClose={onClose} />
}

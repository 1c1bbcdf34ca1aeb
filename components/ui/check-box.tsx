interface CheckBoxProps {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
}

export const CheckBox = ({ id, label, hint, checked, onChange }: CheckBoxProps) => (
  <div className="grid grid-cols-[auto_1fr] items-start gap-x-2">
    <input
      id={id}
      type="checkbox"
      className="mt-0.5 size-4 accent-accent"
      checked={checked}
      aria-describedby={hint ? `${id}-hint` : undefined}
      onChange={(event) => onChange(event.target.checked)}
    />
    <label htmlFor={id}>{label}</label>
    {hint && (
      <p id={`${id}-hint`} className="col-start-2 text-muted text-xs">
        {hint}
      </p>
    )}
  </div>
)

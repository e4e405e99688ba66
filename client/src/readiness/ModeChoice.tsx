import { Radio, Stack } from '@mantine/core'

/** How a checklist opens; either way its rows are the same, and one can switch at any time. */
export function ModeChoice({ value, onChange }: { value: string; onChange: (mode: string) => void }) {
  return (
    <Radio.Group label="Opens as" value={value} onChange={onChange}>
      <Stack gap="xs" mt="xs">
        <Radio value="story" label="Story" description="Eight chapters of short scenes, to be played together" />
        <Radio value="list" label="List" description="Every row in one grid" />
      </Stack>
    </Radio.Group>
  )
}

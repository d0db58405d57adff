export function CopyDialog(_: { onClose: () => void }) { return null; }

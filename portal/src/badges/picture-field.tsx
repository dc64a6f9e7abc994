import { type ChangeEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { FieldFrame } from '../ui/field.tsx';
import { Picture } from './picture.tsx';
import { dataUrlOf, pictureTrouble, pictureTypes } from './picture-file.ts';

/** A `data:` URL; null removes the picture; undefined leaves it as it is. */
export type PickedPicture = string | null | undefined;

type PictureFieldProps = {
  /** The present picture. */
  readonly current?: string | null;
  readonly onPick: (picture: PickedPicture) => void;
};

/** Asks for a picture file and shows it; a file of another type or too large is not sent. */
export function PictureField({ current = null, onPick }: PictureFieldProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [picked, setPicked] = useState<PickedPicture>(undefined);
  const [trouble, setTrouble] = useState('');
  const shown = picked === undefined ? current : picked;
  const isUntouched = picked === undefined && trouble === '';
  const set = (picture: PickedPicture, message = '') => {
    input.current?.setCustomValidity(message);
    setTrouble(message);
    setPicked(picture);
    onPick(picture);
  };
  const choose = async ({ currentTarget: { files } }: ChangeEvent<HTMLInputElement>) => {
    const file = files?.[0];
    if (!file) return set(undefined);
    const found = pictureTrouble(file);
    set(found ? undefined : await dataUrlOf(file), found && t(`badges.pictureTrouble.${found}`));
  };
  const drop = () => {
    if (input.current) input.current.value = '';
    set(isUntouched ? null : undefined);
    if (!isUntouched && current === null) input.current?.focus();
  };
  return (
    <div className="picture-field">
      <Picture src={shown} />
      <FieldFrame
        name="picture"
        label={t('badges.picture')}
        hint={trouble ? <span className="field-error">{trouble}</span> : t('badges.pictureHint')}
      >
        {(marks) => (
          <input
            ref={input}
            type="file"
            accept={pictureTypes.join()}
            onChange={(event) => void choose(event)}
            {...marks}
          />
        )}
      </FieldFrame>
      {(shown || !isUntouched) && (
        <Button kind="quiet" onClick={drop}>
          {t(isUntouched ? 'badges.pictureRemove' : 'badges.pictureUndo')}
        </Button>
      )}
    </div>
  );
}

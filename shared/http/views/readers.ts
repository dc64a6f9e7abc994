/** Answers of the console about organizations by the datasets that they read. */
import type { OrganizationRef } from './console.ts';

/** An organization that read a dataset on a UTC day, with the sums of that day. */
export type ReaderView = {
  day: string;
  /** The name is empty where it was deleted. */
  organization: OrganizationRef;
  /** The id of the dataset or API. */
  dataset: string;
  /** Records, or requests of an API: `served` less `credited`. */
  units: number;
  /** Records or requests, gross. */
  served: number;
  /** Given back for records that were read more than once. */
  credited: number;
  requests: number;
  /** The keys that read, those with most units first. */
  keys: { id: string; units: number; requests: number }[];
  /** The version of the licence that was accepted last before the day ended; null: none that is known. */
  licence: { id: string; version: string; at: string } | null;
};

/** A page of readers, the latest day first. */
export type ReaderListView = {
  data: ReaderView[];
  cursor?: string;
  /** The first day that is known; null: none. */
  since: string | null;
};

/** A section of the API documents. */
export interface Tag {
  readonly name: string;
  readonly description: string;
}

export const customersTag: Tag = {
  name: 'Customers',
  description: 'What can be asked of customers. Every change answers with the Business Transaction that is published.',
};

export const transactionsTag: Tag = {
  name: 'Business Transactions',
  description: 'What was changed, for those who do not read the topic.',
};

export const campaignsTag: Tag = {
  name: 'Campaigns',
  description: 'One order moves many customers, each as a call of its own would, and tells what became of each.',
};

export const operatorTag: Tag = {
  name: 'Operations',
  description: 'What an operator looks after: what waits to be published, what is parked or could not be applied.',
};

export const warehouseTag: Tag = {
  name: 'Data warehouse',
  description: 'What the data warehouse has read from the topic, some moments after it was committed. Read only.',
};
